import { checkBypass } from '@actions/http-client/lib/proxy';
import { InputError } from '../domain/errors.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** A proxy of the environment. */
export interface ProxyAddress {
  /** The variable that names it, in upper case. */
  readonly variable: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  /** Host and port, without credentials, for a person. */
  readonly host: string;
  /** The value of the proxy-authorization header; null for a proxy without credentials. */
  readonly authorization: string | null;
}

// The forms that the toolkit's rule can match.
const NO_PROXY_ENTRY = /^(\*|\.?[\w-]+(\.[\w-]+)*(:\d+)?|\[[\da-f:.]+\](:\d+)?)$/i;

/** The value of a proxy variable. The name in lower case comes first. */
export function proxyVariable(name: string, variables: Variables): string {
  return variables[name.toLowerCase()] || variables[name] || '';
}

/**
 * The proxy for the addresses of a scheme; null if none is set.
 *
 * @throws InputError for an address that cannot be used. It shows no credentials.
 */
export function readProxy(scheme: 'http' | 'https', variables: Variables): ProxyAddress | null {
  const variable = `${scheme.toUpperCase()}_PROXY`;
  const raw = proxyVariable(variable, variables).trim();
  if (raw === '') return null;
  // Without it, a URL takes the host for the scheme.
  const text = raw.includes('://') ? raw : `http://${raw}`;
  if (!URL.canParse(text)) throw unusable(variable, raw, 'is not a URL');
  const { protocol, hostname, port, host, username, password } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw unusable(variable, raw, `has the scheme ${protocol}//, which is not supported`);
  }
  return {
    variable,
    protocol,
    hostname,
    port,
    host,
    authorization: authorizationOf(variable, username, password),
  };
}

function authorizationOf(variable: string, username: string, password: string): string | null {
  if (username === '' && password === '') return null;
  try {
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(credentials).toString('base64')}`;
  } catch {
    throw new InputError(
      `${variable} has a user name or password that is not percent-encoded: write % as %25, @ as %40, : as %3A.`,
    );
  }
}

function unusable(variable: string, raw: string, what: string): InputError {
  const shown = raw.includes('@') ? variable : `${variable} ${JSON.stringify(raw)}`;
  return new InputError(`${shown} ${what}. Write the proxy as http://host:port.`);
}

/**
 * The proxy that a request goes through; null for a direct connection, as to loopback always. Which hosts are reached
 * directly is the toolkit's rule, so that all actions of a job agree on it. It reads NO_PROXY from the environment.
 *
 * @throws InputError for an address of a proxy that cannot be used
 */
export function proxyFor(url: URL, variables: Variables): ProxyAddress | null {
  if (checkBypass(url)) return null;
  return readProxy(url.protocol === 'https:' ? 'https' : 'http', variables);
}

/** The entries of NO_PROXY that match nothing, such as `*.example.com` and `10.0.0.0/8`. */
export function ignoredNoProxyEntries(variables: Variables): string[] {
  return proxyVariable('NO_PROXY', variables)
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '' && !NO_PROXY_ENTRY.test(entry));
}
