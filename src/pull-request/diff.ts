const FILE = /^diff --git /;
const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/**
 * How many files a diff as git writes it is of; null where it is cut. A cut between two files cannot be seen in it: the
 * number tells that to who knows how many there must be.
 */
export function countWholeFiles(diff: string): number | null {
  if (!diff.endsWith('\n')) return null;
  // A file that became a link, say, has two parts with the same first line.
  const files = new Set<string>();
  let [oldLines, newLines] = [0, 0];
  for (const line of diff.slice(0, -1).split('\n')) {
    if (oldLines > 0 || newLines > 0) {
      // An empty line is one of context whose only space somebody took off.
      const sign = line.charAt(0) || ' ';
      if (sign === ' ' || sign === '-') oldLines -= 1;
      if (sign === ' ' || sign === '+') newLines -= 1;
      if (!' +-\\'.includes(sign) || oldLines < 0 || newLines < 0) return null;
      continue;
    }
    if (FILE.test(line)) files.add(line);
    const hunk = HUNK.exec(line);
    if (hunk !== null) [oldLines, newLines] = [Number(hunk[1] ?? 1), Number(hunk[2] ?? 1)];
  }
  return oldLines === 0 && newLines === 0 ? files.size : null;
}
