/**
 * How many cases a property meets: `count`, and fewer under mutation testing, where the same property is run again for
 * every mutant.
 */
export function cases(count: number): { readonly numRuns: number } {
  return { numRuns: process.env.MUTATION === 'true' ? Math.min(count, 100) : count };
}
