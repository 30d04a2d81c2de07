import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { YamlWriter } from '../../../src/report/yaml-writer.ts';

describe('the writer of YAML', () => {
  it('writes what reads as the same', async () => {
    const writer = new YamlWriter();
    await writer.load();
    const value = [{ uses: 'a/b@v1', with: { 'run-id': '0123', allow: 'x: y\n- z' } }];
    expect(parse(writer.write(value))).toEqual(value);
  });

  it('refuses to write before it is loaded', () => {
    expect(() => new YamlWriter().write({})).toThrow('before what writes it was loaded');
  });
});
