/** Something that a run waits for a person to answer. Everything in it is untrusted. */
export interface Interrupt {
  readonly id: string;
  /** The agent that asks; empty where it is not named. */
  readonly agent: string;
  /** What is asked, in words for a person. */
  readonly prompt: string;
  readonly proposals: readonly Proposal[];
  /** The whole of it as the service gave it. */
  readonly value: unknown;
  /** What answers it, with a stand-in for the person's own words. */
  readonly answer: Readonly<Record<string, string>>;
}

/** What an agent proposes and a person is to judge. */
export interface Proposal {
  /** Empty where it is the agent that asks. */
  readonly agent: string;
  /** Empty where it is the interrupt's own. */
  readonly prompt: string;
  readonly text: string;
}

/** Who had the run started. */
export interface Requester {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
}
