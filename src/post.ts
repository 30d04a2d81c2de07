/** Settles when the post step is done. Loads nothing if the step has left nothing, as nearly every step does. */
export const done: Promise<void> =
  process.env.STATE_unfinished || process.env.STATE_pending
    ? import(/* webpackChunkName: "after-step" */ './pull-request/after-step.ts')
        .then(({ afterStep }) => afterStep({ ...process.env }))
        // Only the step itself decides: an error of the post step must not fail the job.
        .catch(() => undefined)
    : Promise.resolve();
