type Combination = Readonly<Record<string, unknown>>;

/**
 * The combinations of a matrix, in GitHub's order; one empty combination without a matrix.
 *
 * @see https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
 */
export function combinationsOf(matrix: unknown): Combination[] {
  if (matrix === undefined) return [{}];
  const { include = [], exclude = [], ...axes } = Object(matrix);
  const names = Object.keys(axes);
  let combinations: Combination[] = names.length === 0 ? [] : [{}];
  for (const name of names) {
    combinations = combinations.flatMap((one) =>
      axes[name].map((value: unknown) => ({ ...one, [name]: value })),
    );
  }
  combinations = combinations.filter((one) => !exclude.some((other: Combination) => fits(one, other)));
  const original = combinations.map((one) => ({ ...one }));
  const added: Combination[] = [];
  for (const extra of include as Combination[]) {
    const ofAxes = Object.fromEntries(Object.entries(extra).filter(([name]) => names.includes(name)));
    const meant = names.length === 0 ? [] : original.flatMap((one, at) => (fits(one, ofAxes) ? [at] : []));
    for (const at of meant) combinations[at] = { ...combinations[at], ...extra };
    if (meant.length === 0) added.push(extra);
  }
  return [...combinations, ...added];
}

function fits(combination: Combination, wanted: Combination): boolean {
  return Object.entries(wanted).every(([name, value]) => combination[name] === value);
}
