import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { PeerCertificate } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { assessTls, probe } from '../../../../../apps/gateway/commands/doctor/public-url.js';
import { needs } from '../../../../support/available.js';
import { fakeGateway } from '../../operator/support/stand-in.js';
import { temporaryFolder } from '../../support/files.js';

const url = new URL('https://chat.example/');
const now = Date.parse('2026-01-01T00:00:00Z');
const shown = { valid_to: 'Mar  2 00:00:00 2026 GMT' } as PeerCertificate;
const judged = (got: Parameters<typeof assessTls>[0]['response'], at = url) =>
  assessTls({ url: at, now, response: got });

describe('a public address', () => {
  test.each([
    ['a certificate that holds', { shown, problem: undefined }, 'ok', /is valid for 60 days/],
    [
      'one that ends soon',
      { shown: { ...shown, valid_to: 'Jan 11 00:00:00 2026 GMT' }, problem: undefined },
      'warning',
      /expires in 10 days/,
    ],
    ['one that has ended', { shown, problem: 'CERT_HAS_EXPIRED' }, 'failed', /it has expired/],
    ['one for another name', { shown, problem: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'failed', /another name/],
    ['one with another problem', { shown, problem: 'CERT_REVOKED' }, 'failed', /CERT_REVOKED/],
  ] as const)('with %s', (_what, certificate, level, text) => {
    expect(judged({ status: 200, text: '', certificate })).toEqual([{ level, text: expect.stringMatching(text) }]);
  });

  test('that cannot be reached is warned of, since it may be reached from elsewhere', () => {
    expect(judged('ECONNREFUSED')).toEqual([{ level: 'warning', text: expect.stringMatching(/ECONNREFUSED/) }]);
  });

  test('without TLS is warned of, but on this machine', () => {
    expect(judged({ status: 200, text: '' }, new URL('http://chat.example/'))[0]?.level).toBe('warning');
    expect(judged({ status: 200, text: '' }, new URL('http://127.0.0.1:8080/'))[0]?.level).toBe('ok');
  });

  test.each([
    [502, 'ok'],
    [404, 'warning'],
  ])('that answers with HTTP %d: %s', (status, level) => {
    const findings = judged({ status, text: '', certificate: { shown, problem: undefined } });
    expect(findings.map((finding) => finding.level)).toEqual(['ok', level]);
  });
});

describe('asking', () => {
  const openssl = needs('openssl');

  test.skipIf(!openssl)('shows a certificate, and why it is not trusted', async () => {
    const at = temporaryFolder();
    const [key, cert] = [join(at, 'key.pem'), join(at, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '9'];
    execFileSync(
      openssl ?? '',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        ...subject,
        '-keyout',
        key,
        '-out',
        cert,
      ],
      {
        stdio: 'ignore',
      },
    );
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) =>
      response.end('hi'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const got = await probe(new URL(`https://127.0.0.1:${port}/`), 20_000);
    expect(got).toMatchObject({ status: 200, text: 'hi', certificate: { problem: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
    expect(Date.parse(got.certificate?.shown.valid_to ?? '')).toBeGreaterThan(Date.now());
  });

  test('ends when there is no answer in time', async () => {
    const silent = await fakeGateway(() => {});
    await expect(probe(new URL(silent), 100)).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('takes no more of an answer than is of use', async () => {
    const talkative = await fakeGateway((_request, response) => {
      const more = (): void => void response.write('x'.repeat(65_536), (error) => error ?? more());
      more();
    });
    expect((await probe(new URL(talkative), 20_000)).text.length).toBeLessThan(200_000);
  });
});
