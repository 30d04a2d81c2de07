/** A SARIF file that a step has uploaded. */
export interface SarifUpload {
  readonly text: string;
  readonly category: string;
  readonly sha: string;
  readonly ref: string;
}

interface Artifact {
  readonly attempt: number;
  /** By the path inside the artifact. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** What runs leave behind at GitHub; shared by the attempts of a run, and by several runs. */
export class KeptFiles {
  readonly sarif: SarifUpload[] = [];
  readonly #artifacts = new Map<string, Map<string, Artifact>>();

  /** False if this attempt has an artifact of this name, which GitHub rejects. */
  addArtifact(runId: string, name: string, artifact: Artifact, overwrite = false): boolean {
    const ofRun = this.#artifacts.get(runId) ?? new Map<string, Artifact>();
    this.#artifacts.set(runId, ofRun);
    if (ofRun.get(name)?.attempt === artifact.attempt && !overwrite) return false;
    ofRun.set(name, artifact);
    return true;
  }

  /** The files of the run's artifacts, by the artifact's name; a later attempt replaces an earlier one. */
  artifactsOf(runId: string): ReadonlyMap<string, ReadonlyMap<string, Buffer>> {
    const ofRun = this.#artifacts.get(runId) ?? new Map<string, Artifact>();
    return new Map(Array.from(ofRun, ([name, { files }]) => [name, files]));
  }
}
