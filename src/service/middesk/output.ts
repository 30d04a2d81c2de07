import * as v from 'valibot';
import { type AgentMessage, type Interrupt, messageOf, type Proposal } from '../../domain/run.ts';
import { jsonOf, LooseText, shallow, Text } from '../decode.ts';

// A field of another type is not dropped: the whole artifact is then shown as its JSON.
const Source = v.object({ url: Text, source_name: Text, source_tier: Text, source_type: Text });

const Artifact = v.object({
  title: Text,
  confidence: Text,
  summary: Text,
  sources: v.nullish(v.array(Source), []),
});

const Output = v.object({ artifacts: v.array(v.unknown()) });

const Question = v.object({
  agent: Text,
  label: Text,
  artifacts: v.nullish(v.array(v.unknown()), []),
  proposals: v.nullish(v.array(v.unknown()), []),
});

const InterruptFields = v.object({ id: v.string(), value: v.optional(v.unknown(), null), agent: LooseText });

type Artifact = v.InferOutput<typeof Artifact>;

/**
 * What the agent produced, as text; an artifact of another shape as its JSON. The `type` of an artifact is only in the
 * payload, because it is for programs.
 *
 * @see https://docs.middesk.com/api-reference/agents/runs/get-agent-run
 */
export function decodeOutput(output: unknown): AgentMessage {
  const parsed = v.safeParse(Output, output);
  if (!parsed.success) return messageOf([jsonOf(output)], null);
  return messageOf(parsed.output.artifacts.map(artifactText), jsonOf(output));
}

/** An interrupt of a run. Its value may be of any shape; the documented fields are read from it. */
export function decodeInterrupt(interrupt: unknown): Interrupt {
  const parsed = v.safeParse(InterruptFields, interrupt);
  const { id, value, agent } = parsed.success ? parsed.output : { id: '', value: interrupt, agent: null };
  const question = questionIn(value);
  const own = { agent: '', prompt: '', text: question.text };
  return {
    id,
    agent: agent ?? question.agent,
    prompt: question.prompt,
    proposals: [...(own.text === '' ? [] : [own]), ...question.proposals.map(decodeProposal)],
    value: shallow(value),
    answer: { id, input: 'YOUR ANSWER' },
  };
}

/** One of several proposals in one interrupt: a question, or an interrupt with a question as its value. */
function decodeProposal(proposal: unknown): Proposal {
  const inner = v.is(v.looseObject({ value: v.looseObject({}) }), proposal) ? proposal.value : proposal;
  const { agent, prompt, text } = questionIn(inner);
  return { agent, prompt, text };
}

const NOTHING_KNOWN = { agent: null, label: null, artifacts: [], proposals: [] };

interface AskedQuestion {
  readonly agent: string;
  readonly prompt: string;
  readonly text: string;
  readonly proposals: readonly unknown[];
}

function questionIn(value: unknown): AskedQuestion {
  const parsed = v.safeParse(Question, value);
  const { agent, label, artifacts, proposals } = parsed.success ? parsed.output : NOTHING_KNOWN;
  const isKnown = label !== null || artifacts.length > 0 || proposals.length > 0;
  const text = isKnown ? artifacts.map(artifactText).join('\n\n') : jsonOf(value);
  return { agent: agent ?? '', prompt: label ?? '', text, proposals };
}

function artifactText(artifact: unknown): string {
  const parsed = v.safeParse(Artifact, artifact);
  return parsed.success ? renderArtifact(parsed.output) : jsonOf(artifact);
}

function renderArtifact({ title, confidence, summary, sources }: Artifact): string {
  const parts = [`## ${(title ?? 'Unknown title').replace(/\s+/g, ' ')}`];
  if (confidence !== null) parts.push(`Confidence: ${confidence}`);
  if (summary !== null) parts.push(summary);
  if (sources.length > 0) parts.push(`Sources:\n\n${sources.map(renderSource).join('\n')}`);
  return parts.join('\n\n');
}

function renderSource({ url, source_name, source_tier, source_type }: v.InferOutput<typeof Source>): string {
  const kind = [source_tier, source_type].filter((word) => word !== null).join(', ');
  const name = source_name === null ? '' : `${source_name}: `;
  return `- ${name}${url ?? 'unknown address'}${kind === '' ? '' : ` (${kind})`}`;
}
