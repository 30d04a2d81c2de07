/** Settles when the post step is done. Loads nothing if the step has left nothing, as nearly every step does. */
export const done: Promise<void> =
  process.env.STATE_unfinished || process.env.STATE_pending
    ? import(/* webpackChunkName: "after-step" */ './pull-request/after-step.ts')
        .then(({ afterStep }) => afterStep({ ...process.env }))
        // What the step itself has left behind counts; a report about it may not turn a job red that is not.
        .catch(() => undefined)
    : Promise.resolve();
