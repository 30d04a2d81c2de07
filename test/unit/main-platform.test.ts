import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSend } from '../../src/http/transport.ts';
import { readEvent } from '../../src/inputs/event.ts';
import { systemPlatform } from '../../src/main.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { standardOutput } from '../../src/platform/log.ts';
import { withinTime } from '../../src/platform/time-limit.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('systemPlatform', () => {
  it("removes the key from the process's environment, and keeps it", () => {
    vi.spyOn(process, 'on').mockReturnThis();
    vi.stubEnv('INPUT_API-KEY', 'k-123456789');
    vi.stubEnv('RUNNER_TEMP', '/runner/temp');
    const { environment } = systemPlatform();
    expect(process.env).not.toHaveProperty('INPUT_API-KEY');
    expect(environment.variables['INPUT_API-KEY']).toBe('k-123456789');
    expect(environment.temporaryFolder).toBe('/runner/temp');
  });

  it('listens for every signal that ends a step', () => {
    const on = vi.spyOn(process, 'on').mockReturnThis();
    const { interrupted } = systemPlatform();
    expect(on.mock.calls.map(([event]) => event)).toEqual([
      'SIGINT',
      'SIGTERM',
      'SIGBREAK',
      'uncaughtException',
      'unhandledRejection',
      'beforeExit',
    ]);
    expect(interrupted.aborted).toBe(false);
  });

  it('loads the runner', async () => {
    vi.spyOn(process, 'on').mockReturnThis();
    expect(await systemPlatform().loadRunner()).toMatchObject({ setOutput: expect.any(Function) });
  });

  it('has the real log, clock, random source, event and network', () => {
    vi.spyOn(process, 'on').mockReturnThis();
    expect(systemPlatform()).toMatchObject({
      log: standardOutput,
      loadRunner: expect.any(Function),
      clock: systemClock,
      withinTime,
      random: Math.random,
      readEvent,
      createSend,
    });
  });
});
