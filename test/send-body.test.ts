import { describe, expect, it } from 'vitest';
import { sentOnce } from '../src/send-body.ts';

describe('sentOnce', () => {
  it.each([
    ['nothing', '', 0],
    ['a text of ASCII', '{"a":1}', 7],
    ['a text beyond it', 'ü€😀', 9],
  ])('sends all of %s, and tells its length in bytes', async (_, text, bytes) => {
    const { headers, init } = sentOnce(text);
    expect(headers).toEqual({ 'content-length': `${bytes}` });
    const request = new Request('http://127.0.0.1/', { method: 'POST', ...init });
    expect(await request.text()).toBe(text);
  });

  it('has nothing left to be sent again', async () => {
    const { init } = sentOnce('once');
    await new Response(init.body).text();
    expect(() => new Response(init.body)).toThrow(TypeError);
  });
});
