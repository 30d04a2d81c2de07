import { channel } from 'node:diagnostics_channel';
import { describe, expect, it } from 'vitest';
import { SendProbe } from '../../src/service/send-probe.ts';

const sends = channel('undici:client:sendHeaders');

/** Watches a request; `during` stands for what the HTTP client does. */
function watch(probe: SendProbe, method: string, during: () => void): number {
  let sent = 0;
  const watched = probe.watch(method, () => {
    sent += 1;
  });
  during();
  watched.end();
  return sent;
}

function send(method: string): void {
  sends.publish({ request: { method } });
}

/** A probe that has seen the channel tell of a request that was answered. */
function trustingProbe(): SendProbe {
  const probe = new SendProbe();
  const watched = probe.watch('GET', () => undefined);
  send('GET');
  watched.answered();
  watched.end();
  return probe;
}

describe('SendProbe', () => {
  it('counts a request as sent while it does not know whether the channel speaks', () => {
    expect(watch(new SendProbe(), 'POST', () => undefined)).toBe(1);
  });

  it('tells of such a request only once', () => {
    expect(watch(new SendProbe(), 'POST', () => send('POST'))).toBe(1);
  });

  it('knows that a request has not left once the channel has told of one that was answered', () => {
    expect(watch(trustingProbe(), 'POST', () => undefined)).toBe(0);
  });

  it('tells once of a request that the channel speaks of', () => {
    const twice = () => {
      send('POST');
      send('POST');
    };
    expect(watch(trustingProbe(), 'POST', twice)).toBe(1);
  });

  it("does not take a proxy's CONNECT for the request", () => {
    expect(watch(trustingProbe(), 'POST', () => send('CONNECT'))).toBe(0);
  });

  it('tells once that the channel is silent about requests that were answered', () => {
    let told = 0;
    const probe = new SendProbe(() => {
      told += 1;
    });
    for (const method of ['GET', 'GET', 'POST']) {
      const watched = probe.watch(method, () => undefined);
      watched.answered();
      watched.end();
    }
    expect(told).toBe(1);
  });

  it('does not tell so where the channel speaks, or where no answer came', () => {
    const probe = new SendProbe(() => expect.fail('the channel is not silent'));
    const watched = probe.watch('GET', () => undefined);
    send('GET');
    watched.answered();
    watched.end();
    expect(watch(probe, 'POST', () => undefined)).toBe(0);
  });

  it('believes the channel no longer where it is silent about a request that was answered', () => {
    const probe = trustingProbe();
    const silent = probe.watch('GET', () => undefined);
    silent.answered();
    silent.end();
    expect(watch(probe, 'POST', () => undefined)).toBe(1);
  });

  it('learns nothing from a request that was not answered', () => {
    const probe = new SendProbe();
    watch(probe, 'GET', () => send('GET'));
    expect(watch(probe, 'POST', () => undefined)).toBe(1);
  });

  it.each([
    [undefined],
    [null],
    ['text'],
    [{}],
    [{ request: null }],
    [{ request: 'text' }],
    [{ request: {} }],
  ])('takes the message %j for no request', (message) => {
    expect(watch(trustingProbe(), 'POST', () => sends.publish(message))).toBe(0);
  });

  it('listens to nothing after its end', () => {
    watch(trustingProbe(), 'POST', () => undefined);
    expect(sends.hasSubscribers).toBe(false);
  });
});
