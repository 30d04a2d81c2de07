import type { Answer } from '../faults.ts';

export function problem(status: number, message: string, errors?: readonly object[]): Answer {
  return {
    status,
    body: {
      message,
      ...(errors && { errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(status),
    },
  };
}

export const NOT_FOUND = problem(404, 'Not Found');
