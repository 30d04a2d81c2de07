// The name of a host that is not loopback, and stands for this machine.
import dns from 'node:dns';

const { lookup } = dns;
dns.lookup = (name, options, callback) =>
  lookup(name === 'elsewhere.example' ? '127.0.0.1' : name, options, callback);
