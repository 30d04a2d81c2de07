import fc from 'fast-check';

// What fails needs no smaller example.
fc.configureGlobal({ endOnFailure: true });
