import { InputError } from '../domain/errors.ts';
import { quote } from '../text/sanitize.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const METADATA =
  /^(169\.254\.\d+\.\d+|\[::ffff:a9fe:.*\]|\[fe80:.*\]|\[fd00:ec2::254\]|metadata\.google\.internal\.?)$/;

const EXAMPLE = 'write it as https://host, with or without /v1';

/**
 * The address of the service without `/v1` and without a slash at its end.
 *
 * @throws InputError, which never shows credentials in the address
 */
export function parseBaseUrl(raw: string): string {
  const text = raw.trim();
  // Checked first and anywhere, because every message below shows the address.
  if (text.includes('@')) {
    throw new InputError(
      'base-url has an @, as after a user name or password: remove it. The key belongs in api-key.',
    );
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    throw new InputError(`base-url is ${quote(text)}, which has no scheme: ${EXAMPLE}.`);
  }
  if (!URL.canParse(text))
    throw new InputError(`base-url is ${quote(text)}, which is not an address: ${EXAMPLE}.`);
  const url = new URL(text);
  const problem = problemOf(url, text);
  if (problem !== null) throw new InputError(`base-url is ${quote(text)}, ${problem}.`);
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/+v1$/, '')}`;
}

function problemOf(url: URL, text: string): string | null {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
    return `which is not https, so the key could be read on the network: ${EXAMPLE}`;
  }
  if (/[?#]/.test(url.href)) {
    return 'which has a query or a fragment: write only the part before it';
  }
  if (METADATA.test(url.hostname))
    return 'which is the metadata address of a machine: write the host of the service';
  if (!text.toLowerCase().includes(url.hostname)) {
    return `which is read as the host ${url.hostname}: if that is correct, write it like this`;
  }
  return null;
}
