import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT, read, stepsOf } from './files.ts';

interface Sbom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly serialNumber: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
}

interface LockedPackage {
  readonly version: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}

interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const idOf = ({ name, version }: { name: string; version: string }) => `${name}@${version}`;

describe('the SBOM of a release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function write(): Sbom {
    const steps = stepsOf(parse(read('.github/workflows/release.yml')));
    const script = steps.find(({ run }) => run?.includes('npm sbom'))?.run ?? '';
    // A GitHub runner has jq, and this machine may not.
    const jq = join(ROOT, 'fakes/workflow-runner/jq-command.ts');
    writeFileSync(join(folder, 'jq'), `#!/bin/sh\nexec '${process.execPath}' '${jq}' "$@"\n`);
    chmodSync(join(folder, 'jq'), 0o755);
    const PATH = [folder, process.env.PATH].join(delimiter);
    execFileSync('bash', ['-e', '-c', script], {
      cwd: ROOT,
      env: { ...process.env, PATH, RUNNER_TEMP: folder },
    });
    return JSON.parse(readFileSync(join(folder, 'sbom.cdx.json'), 'utf8'));
  }

  const sbom = write();
  const ids = sbom.components.map(idOf);

  it('is CycloneDX as actions/attest reads it', () => {
    expect(sbom.bomFormat).toBe('CycloneDX');
    expect(sbom.specVersion).toMatch(/^\d+\.\d+$/);
    expect(sbom.serialNumber).toMatch(/^urn:uuid:/);
  });

  it('has every package whose license dist has', () => {
    const licensed = read('dist/licenses.txt').match(/^@?[\w./-]+@\d+\.\d+\.\d+\S*$/gm) ?? [];
    expect(licensed.length).toBeGreaterThan(20);
    expect(licensed.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('has the packages of the lock file, without tools', () => {
    const { packages }: LockFile = JSON.parse(read('package-lock.json'));
    const built = Object.entries(packages)
      .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
      .map(([path, { version }]) => idOf({ name: path.replace(/^.*node_modules\//, ''), version }));
    expect(ids.toSorted()).toEqual([...new Set(built)].sort());
  });

  it('names only what it lists', () => {
    const refs = [sbom.metadata.component, ...sbom.components].map((one) => one['bom-ref']);
    expect(sbom.dependencies.map(({ ref }) => ref).sort()).toEqual(refs.sort());
    expect(
      sbom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.includes(ref)),
    ).toEqual([]);
  });
});
