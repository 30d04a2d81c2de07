import type { Agent } from '../domain/agent.ts';
import { describe, InputError, ProtocolError, type RequestError } from '../domain/errors.ts';
import type { Progress } from '../domain/progress.ts';
import type { Runtime } from '../platform/runtime.ts';
import { sendOnce } from '../retry/send-once.ts';
import type { AgentService } from '../service/agent-service.ts';
import { quote } from '../text/sanitize.ts';

export type StartResult =
  | { readonly kind: 'accepted'; readonly runId: string; readonly sentAt: number }
  | { readonly kind: 'ambiguous'; readonly reason: string; readonly sentAt: number };

export interface Start {
  readonly service: AgentService;
  readonly agent: Agent;
  readonly inputs: ReadonlyMap<string, string>;
  /** Declared labels that are not given. */
  readonly notGiven: readonly string[];
  /** Called when it changes how far the start has come, so that a step that ends at any moment can report it. */
  readonly progress: Progress;
}

/**
 * Starts a run at most once. The result says if it is unknown whether a run exists. `sentAt` is when the last start was
 * sent, of the monotonic clock.
 *
 * @throws InputError if the service rejected the start
 * @throws RequestError if the service could not be reached, or its responses stayed 429
 * @throws ProtocolError if the response cannot be trusted, or names a run that existed before the start
 */
export async function startOnce(start: Start, runtime: Runtime): Promise<StartResult> {
  const { service, agent, inputs, progress } = start;
  const planned = progress.planStart();
  const sent = await sendOnce(
    {
      what: 'The start',
      send: (limits) => service.startRun({ agentId: agent.id, inputs }, limits),
      onState: planned.mark,
    },
    runtime,
  );
  if (sent.kind === 'rejected')
    throw new InputError(explainRefusal(start, sent.error), { cause: sent.error });
  if (sent.kind === 'unknown') {
    if (sent.error instanceof ProtocolError) throw explainUntrusted(sent.error);
    return { kind: 'ambiguous', reason: explainAmbiguous(sent.error), sentAt: sent.sentAt };
  }
  if (agent.earlierRunIds.some((runId) => runId.toLowerCase() === sent.value.toLowerCase())) {
    throw new ProtocolError(
      `the response to the start names run ${sent.value}, which existed before it: a cache or proxy may repeat old responses. Exclude the API's host from it`,
    );
  }
  planned.accepted(sent.value, service.runUrl(sent.value));
  return { kind: 'accepted', runId: sent.value, sentAt: sent.sentAt };
}

function explainUntrusted(error: ProtocolError): ProtocolError {
  return new ProtocolError(
    `the start was sent, so a run may exist, but its response cannot be trusted: ${error.message}`,
    error.kind,
    { cause: error },
  );
}

function explainAmbiguous(error: RequestError): string {
  return `The start request was sent, but its response was lost (${describe(error)}), so a run may exist. It was not retried.`;
}

function explainRefusal({ service, agent, notGiven }: Start, error: RequestError): string {
  const refused = `${service.name} rejected the start of agent ${agent.id} (${error.message}).`;
  switch (error.status) {
    case 401:
    case 403:
      return `${refused} ${error.advice || 'Check that the API key is not revoked, and is allowed to run this agent.'}`;
    case 404:
      return `${refused} Check that the agent was not deleted, and that this API key is allowed to run it.`;
    case 413:
      return `${refused} The inputs are too large: send shorter values.`;
    case 422:
      return notGiven.length === 0
        ? `${refused} Every label that the agent declares was given, so check the agent's settings.`
        : `${refused} These labels that the agent declares were not given: ${notGiven.map((label) => quote(label)).join(', ')}. Add those that it requires to inputs.`;
    default:
      return `${refused} Check inputs, and that base-url is the address of the API.`;
  }
}
