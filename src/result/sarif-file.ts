import { gzipSync } from 'node:zlib';
import { byRank, type Finding, type FindingPlace, type RuleDetails } from '../domain/findings.ts';
import { escapeInvisible, singleLine } from '../text/sanitize.ts';

/**
 * What code scanning accepts, or shows, of a SARIF file. Beyond the first six, the upload is rejected.
 *
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/troubleshoot-sarif-uploads/results-exceed-limit
 * @see https://github.com/github/codeql-action/blob/main/src/upload-lib.ts
 */
export const SARIF_LIMITS = {
  /** The file as gzip, bytes. */
  gzipBytes: 10 * 1000 * 1000,
  runs: 20,
  /** Of a run; 5,000 are shown, the highest levels first. */
  results: 25_000,
  /** Of a run. */
  rules: 25_000,
  /** Of a rule; 10 are shown. */
  tags: 20,
  /** Of a result; 100 are stored, and the first is shown. */
  locations: 1000,
  shownTags: 10,
  ruleNameChars: 255,
  descriptionChars: 1024,
} as const;

const TOOL = 'run-kindo-agent';
const UNNAMED_RULE = 'finding';
const NO_MESSAGE = 'The agent wrote no message.';
const WEB_ADDRESS = /^https?:\/\/[^\s"<>\\^`{|}]+$/i;

/** A SARIF file, and how many findings are not in it. */
export interface SarifFile {
  readonly text: string;
  /** Without a place in the repository: code scanning shows no finding without a place. */
  readonly withoutPlace: number;
  /** Too many or too large: code scanning would reject the file. The lowest levels are left out first. */
  readonly beyondLimits: number;
}

/**
 * The findings that count, as one SARIF run of this action, in a form that code scanning accepts. It includes only the
 * findings of the agent's logs: under another tool's name, or with its id, they would close that tool's alerts. It has no
 * fingerprints, because equal ones would make one alert of two findings; upload-sarif adds its own.
 *
 * @param category distinguishes the files of several steps
 */
export function renderSarif(findings: readonly Finding[], category: string): SarifFile {
  const counted = findings.filter(({ notCounted }) => notCounted === null);
  const placed = counted.flatMap(({ place, ...finding }) => (place === null ? [] : [{ ...finding, place }]));
  const kept = byRank(placed).slice(0, SARIF_LIMITS.results);
  const { text, count } = withinSize(kept, category);
  return {
    text,
    withoutPlace: counted.length - placed.length,
    beyondLimits: placed.length - count,
  };
}

type PlacedFinding = Omit<Finding, 'place'> & { readonly place: FindingPlace };

/** The file with as many of the findings as its size allows. */
function withinSize(
  findings: readonly PlacedFinding[],
  category: string,
): { readonly text: string; readonly count: number } {
  const text = render(findings, category);
  const ratio = SARIF_LIMITS.gzipBytes / gzipSync(text).length;
  if (ratio >= 1) return { text, count: findings.length };
  return withinSize(findings.slice(0, Math.floor(findings.length * ratio * 0.9)), category);
}

function render(findings: readonly PlacedFinding[], category: string): string {
  const rules = new Map<string, object>();
  const results = findings.map((finding) => {
    const id = singleLine(finding.rule, SARIF_LIMITS.ruleNameChars - 1) || UNNAMED_RULE;
    if (!rules.has(id)) rules.set(id, ruleOf(id, finding));
    return {
      ruleId: id,
      level: finding.level,
      message: { text: escapeInvisible(finding.message) || NO_MESSAGE },
      locations: [{ physicalLocation: locationOf(finding.place) }],
    };
  });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: TOOL, rules: [...rules.values()] } },
        automationDetails: { id: `${TOOL}/${category.replace(/[^\w.@-]+/g, '-').replace(/^-|-$/g, '')}/` },
        results,
      },
    ],
  };
  return `${JSON.stringify(log)}\n`;
}

function locationOf({ path, line, endLine }: FindingPlace): object {
  return {
    artifactLocation: { uri: path.toWellFormed().split('/').map(encodeURIComponent).join('/') },
    region: { startLine: line ?? 1, ...(endLine === null ? {} : { endLine }) },
  };
}

function ruleOf(id: string, { help, details }: Pick<Finding, 'help' | 'details'>): object {
  const { name, summary, description, helpUri, ...rest } = details ?? NO_DETAILS;
  const text = rest.help || help;
  const address = [helpUri, help].find((one) => WEB_ADDRESS.test(one) && URL.canParse(one));
  return {
    id,
    ...(name === '' ? {} : { name: singleLine(name, SARIF_LIMITS.ruleNameChars - 1) }),
    shortDescription: textOf(summary || id),
    fullDescription: textOf(description || summary || id),
    ...(text === '' ? {} : { help: { text: escapeInvisible(text) } }),
    helpUri: address,
    properties: {
      tags: [...new Set(rest.tags.slice(0, SARIF_LIMITS.shownTags).map((tag) => singleLine(tag)))],
      ...(rest.precision === '' ? {} : { precision: rest.precision }),
      ...(rest.securitySeverity === null ? {} : { 'security-severity': String(rest.securitySeverity) }),
    },
  };
}

const NO_DETAILS: RuleDetails = {
  name: '',
  summary: '',
  description: '',
  help: '',
  helpUri: '',
  tags: [],
  precision: '',
  securitySeverity: null,
};

function textOf(text: string): { readonly text: string } {
  return { text: escapeInvisible(text.slice(0, SARIF_LIMITS.descriptionChars)) };
}
