import type { RuleDetails } from '../domain/findings.ts';
import { field, fieldAt, listOf, textOf } from './json-values.ts';

const PRECISIONS = ['very-high', 'high', 'medium', 'low'];
// Levels of a hierarchical id such as `CA1000/1/2`.
const MAX_LEVELS = 10;

/** The rules of a run of a SARIF log: those of the tool and those of its extensions. */
export class RunRules {
  readonly #driver: readonly unknown[];
  readonly #extensions: readonly (readonly unknown[])[];
  readonly #byId = new Map<string, unknown[]>();
  readonly #details = new Map<object, RuleDetails>();

  constructor(run: unknown) {
    this.#driver = listOf(fieldAt(run, 'tool', 'driver', 'rules'));
    this.#extensions = listOf(fieldAt(run, 'tool', 'extensions')).map((one) => listOf(field(one, 'rules')));
    for (const rule of [this.#driver, ...this.#extensions].flat()) {
      const id = textOf(field(rule, 'id'));
      const same = this.#byId.get(id);
      if (same === undefined) this.#byId.set(id, [rule]);
      else same.push(rule);
    }
  }

  /** All rules that a result names, by index, by id, or by the nearest id above its own; each once. */
  find(result: object): readonly object[] {
    const reference = field(result, 'rule');
    const component = fieldAt(reference, 'toolComponent', 'index');
    const indexed = typeof component === 'number' ? this.#extensions[component] : this.#driver;
    const indexes = [field(result, 'ruleIndex'), field(reference, 'index')];
    const byIndex = indexes.map((index) => (typeof index === 'number' ? indexed?.[index] : undefined));
    const ids = [textOf(field(result, 'ruleId')), textOf(field(reference, 'id'))];
    const found = [...byIndex, ...ids.flatMap((id) => this.#nearest(id))];
    return [...new Set(found.filter((rule) => typeof rule === 'object' && rule !== null))];
  }

  /** What the log says about one of its rules. */
  details(rule: object): RuleDetails {
    const known = this.#details.get(rule) ?? readDetails(rule);
    this.#details.set(rule, known);
    return known;
  }

  #nearest(id: string): readonly unknown[] {
    let prefix = id;
    for (let level = 0; level < MAX_LEVELS && prefix !== ''; level += 1) {
      const rules = this.#byId.get(prefix);
      if (rules !== undefined) return rules;
      prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')));
    }
    return [];
  }
}

function readDetails(rule: object): RuleDetails {
  const properties = field(rule, 'properties');
  const precision = textOf(field(properties, 'precision'));
  const severity = Number(textOf(field(properties, 'security-severity')) || Number.NaN);
  const tags = listOf(field(properties, 'tags')).map(textOf);
  return {
    name: textOf(field(rule, 'name')),
    summary: textOf(fieldAt(rule, 'shortDescription', 'text')),
    description: textOf(fieldAt(rule, 'fullDescription', 'text')),
    help: textOf(fieldAt(rule, 'help', 'text')),
    helpUri: textOf(field(rule, 'helpUri')),
    tags: [...new Set(tags.filter((tag) => tag !== ''))],
    precision: PRECISIONS.includes(precision) ? precision : '',
    securitySeverity: severity > 0 && severity <= 10 ? severity : null,
  };
}
