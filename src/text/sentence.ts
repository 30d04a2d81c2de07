import { quote } from './sanitize.ts';

/** A clause as a sentence: with a capital, and with a full stop unless it ends with a mark of its own. */
export function sentence(clause: string): string {
  const capital = clause.charAt(0).toUpperCase() + clause.slice(1);
  return /[.!?]"?$/.test(capital) ? capital : `${capital}.`;
}

/** The message of a service in quotes, on one line, without its full stop, because a sentence goes on after it. */
export function quoteMessage(message: string, maxChars: number): string {
  return quote(message.trim().replace(/(?<!\.)\.$/, ''), maxChars);
}
