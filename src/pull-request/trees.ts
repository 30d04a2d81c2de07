import type { TreeEntry } from './github.ts';

/** A file in the two commits of a change; null if a commit does not have it. */
export interface Sides {
  readonly before: TreeEntry | null;
  readonly after: TreeEntry | null;
}

/** The sides before they are read. */
export const UNREAD_SIDES: Sides = { before: null, after: null };

/** The mode of a submodule. */
export const SUBMODULE_MODE = '160000';
const FOLDER_MODE = '040000';

/** Finds files in commits, folder by folder, and reads no folder twice. */
export class Trees {
  readonly #list: (id: string) => Promise<readonly TreeEntry[]>;
  readonly #folders = new Map<string, Promise<ReadonlyMap<string, TreeEntry>>>();

  constructor(list: (id: string) => Promise<readonly TreeEntry[]>) {
    this.#list = list;
  }

  /** The file, link or submodule at a path; null if the path does not exist. */
  async find(commit: string, path: string): Promise<TreeEntry | null> {
    const names = path.split('/');
    const last = String(names.pop());
    let folderId = commit;
    for (const name of names) {
      const entry = (await this.#folder(folderId)).get(name);
      if (entry?.mode !== FOLDER_MODE) return null;
      folderId = entry.id;
    }
    const entry = (await this.#folder(folderId)).get(last);
    return entry === undefined || entry.mode === FOLDER_MODE ? null : entry;
  }

  #folder(id: string): Promise<ReadonlyMap<string, TreeEntry>> {
    const known =
      this.#folders.get(id) ??
      this.#list(id).then((entries) => new Map(entries.map((entry) => [entry.name, entry])));
    this.#folders.set(id, known);
    return known;
  }
}

/** Whether both sides have the same content, so that only name or mode differ. An empty file counts as no file. */
export function hasSameContent({ before, after }: Sides): boolean {
  if (before === null || after === null) return (before ?? after)?.size === 0;
  return before.id === after.id;
}
