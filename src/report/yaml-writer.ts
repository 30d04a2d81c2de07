/** Writes YAML, by a library that is loaded apart: nothing is written before the first request, which it would delay. */
export class YamlWriter {
  #stringify: ((value: unknown) => string) | null = null;

  /** Loads the library. Must be done before anything is written. */
  async load(): Promise<void> {
    const { stringify } = await import('yaml');
    this.#stringify = stringify;
  }

  readonly write = (value: unknown): string => {
    if (this.#stringify === null) throw new Error('YAML was to be written before what writes it was loaded');
    return this.#stringify(value);
  };
}
