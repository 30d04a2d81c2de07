import { describe, expect, it } from 'vitest';
import { parseBaseUrl } from '../../../src/inputs/base-url.ts';

describe('parseBaseUrl', () => {
  it.each([
    [' https://kindo.example.com\n', 'https://kindo.example.com'],
    ['https://kindo.example.com', 'https://kindo.example.com'],
    ['https://kindo.example.com/', 'https://kindo.example.com'],
    ['https://kindo.example.com/v1', 'https://kindo.example.com'],
    ['https://kindo.example.com/v1/', 'https://kindo.example.com'],
    ['https://Kindo.Example.com:8443//v1//', 'https://kindo.example.com:8443'],
    ['https://example.com/kindo/v1', 'https://example.com/kindo'],
    ['https://example.com/v12', 'https://example.com/v12'],
    ['HTTPS://example.com', 'https://example.com'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['http://localhost:8787/v1', 'http://localhost:8787'],
    ['http://[::1]:8787', 'http://[::1]:8787'],
    ['https://10.0.0.7', 'https://10.0.0.7'],
    ['http://127.10.20.30', 'http://127.10.20.30'],
    ['https://x-metadata.google.internal', 'https://x-metadata.google.internal'],
    ['https://metadata.google.internal.example', 'https://metadata.google.internal.example'],
  ])('reads %j as %j [B40 B42 B43]', (raw, url) => {
    expect(parseBaseUrl(raw)).toBe(url);
  });

  it.each([
    ['http://kindo.example.com', 'not https'],
    ['http://127.0.0.1.example.com', 'not https'],
    ['http://localhost.example.com', 'not https'],
    ['http://not-localhost', 'not https'],
    ['ftp://kindo.example.com', 'not https'],
    ['ftp://127.0.0.1', 'not https'],
    ['kindo.example.com', 'no scheme'],
    ['//kindo.example.com', 'no scheme'],
    ['(https://kindo.example.com)', 'no scheme'],
    ['https://', 'not an address'],
    ['https://a b', 'not an address'],
    ['https://example.com:99999', 'not an address'],
    ['https://example.com/?a=b', 'a query or a fragment'],
    ['https://example.com/?', 'a query or a fragment'],
    ['https://example.com/#top', 'a query or a fragment'],
    ['https://example.com#', 'a query or a fragment'],
    ['https://169.254.169.254', 'metadata address'],
    ['https://[fe80::1]', 'metadata address'],
    ['https://[::ffff:169.254.169.254]', 'metadata address'],
    ['https://[fd00:ec2::254]', 'metadata address'],
    ['https://metadata.google.internal', 'metadata address'],
    ['https://metadata.google.internal.', 'metadata address'],
    ['https://2852039166', 'metadata address'],
  ])('refuses %s, shows it, and says how to fix it [B40 B42 B43]', (raw, why) => {
    expect(() => parseBaseUrl(raw)).toThrow(`base-url is "${raw}", which`);
    expect(() => parseBaseUrl(raw)).toThrow(why);
    expect(() => parseBaseUrl(raw)).toThrow(/: (write|if that is correct)|write /);
  });

  it.each([
    'https://user:hunter2@example.com',
    'user:hunter2@example.com',
    'https://hunter2@example.com',
    'https:///user:hunter2@example.com',
    'https://user:hun/hunter2@example.com',
    'http:\\\\user:hunter2@h',
  ])('refuses credentials, and never shows them: %s [B41]', (raw) => {
    expect(() => parseBaseUrl(raw)).toThrow('base-url has an @, as after a user name or password: remove it');
    expect(() => parseBaseUrl(raw)).not.toThrow(/hunter2/);
  });

  it.each([
    ['https://api.kíndo.ai', 'api.xn--kndo-vpa.ai'],
    ['https://ａpi.kindo.ai', 'api.kindo.ai'],
    ['https://2130706433', '127.0.0.1'],
    ['https://api.k%C3%ADndo.ai', 'api.xn--kndo-vpa.ai'],
    ['https:///kíndo.ai', 'xn--kndo-vpa.ai'],
  ])('shows the actual host of %s [B44]', (raw, host) => {
    expect(() => parseBaseUrl(raw)).toThrow(
      `which is read as the host ${host}: if that is correct, write it like this`,
    );
  });
});
