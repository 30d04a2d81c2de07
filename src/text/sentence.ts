import { quote } from './sanitize.ts';

/** A clause as a sentence: with a capital, and with a full stop unless it ends with another mark. */
export function sentence(clause: string): string {
  return withFullStop(clause.charAt(0).toUpperCase() + clause.slice(1));
}

/** The same for a sentence that begins with a name, such as that of an input. */
export function withFullStop(text: string): string {
  return /[.!?]"?$/.test(text) ? text : `${text}.`;
}

/** The message of a service in quotes, on one line, without its full stop, because the sentence continues after it. */
export function quoteMessage(message: string, maxChars: number): string {
  return quote(message.trim().replace(/(?<!\.)\.$/, ''), maxChars);
}
