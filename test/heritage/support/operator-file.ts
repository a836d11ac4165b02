import { expect } from 'vitest';

/** Where the operator sends files. */
export interface OperatorDesk {
  /** The gateway's address, with a slash at the end. */
  readonly http: string;
  readonly token: string;
  readonly room: string;
}

/** Sends a file to a room as the operator does: asks for an address, and puts the file there. */
export async function operatorSends(
  { http, token, room }: OperatorDesk,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const ticket = await fetch(new URL('/operator/file', http), {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ room }),
  });
  const { path } = (await ticket.json()) as { readonly path: string };
  const put = await fetch(new URL(path + encodeURIComponent(name), http), {
    method: 'PUT',
    headers: { Accept: 'application/json' },
    body: new Uint8Array(bytes),
  });
  expect([ticket.status, put.ok]).toEqual([200, true]);
  await put.arrayBuffer();
}
