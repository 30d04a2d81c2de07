import type { EvalReading, EvalStep } from '../domain/evals.ts';
import type { Verdict } from '../domain/outcome.ts';
import { quote, quoteUnlessWord, singleLine } from '../text/sanitize.ts';
import { findPlace, type Place } from './places.ts';

// The runner keeps ten annotations of each kind for a step, and the first is the reason.
const MAX_STEPS = 9;
const MAX_NAME_CHARS = 200;
const MAX_EXPLANATION_CHARS = 1000;

export interface Annotation {
  /** Of untrusted content. */
  readonly lines: readonly string[];
  readonly place?: Place;
}

/**
 * An annotation for each eval step that did not pass, if the outcome is about the verdicts.
 *
 * @param workspace the checkout with the files that may be annotated; null without a checkout
 * @returns the annotations, and a line about the steps beyond the limit
 */
export function annotateSteps(
  { outcome }: Verdict,
  reading: EvalReading,
  workspace: string | null,
): { readonly steps: readonly Annotation[]; readonly rest: readonly string[] } {
  const isAboutVerdicts = outcome.startsWith('eval-') || outcome === 'unrecognised';
  if (reading.kind !== 'read' || !isAboutVerdicts) return { steps: [], rest: [] };
  const failed = reading.report.steps.filter((step) => step.result === 'fail');
  const shown = failed.length > 0 ? failed : reading.report.steps.filter((step) => step.result !== 'pass');
  const left = shown.length - MAX_STEPS;
  return {
    steps: shown.slice(0, MAX_STEPS).map((step) => annotate(step, workspace)),
    rest:
      left > 0
        ? [
            `${MAX_STEPS} of the eval steps that did not pass are annotated. ${left} more ${left === 1 ? 'is' : 'are'} in the job summary.`,
          ]
        : [],
  };
}

function annotate({ name, rawResult, explanation }: EvalStep, workspace: string | null): Annotation {
  const lines = [`${quote(name, MAX_NAME_CHARS)}: ${quoteUnlessWord(rawResult)}`];
  if (explanation !== '') lines.push(singleLine(explanation, MAX_EXPLANATION_CHARS));
  const place = findPlace(explanation, workspace);
  return place === null ? { lines } : { lines, place };
}
