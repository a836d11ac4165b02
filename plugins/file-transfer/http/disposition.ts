/**
 * A `Content-Disposition` (RFC 6266) for a name that has been cleaned: a part in ASCII for old clients, and the name
 * itself in UTF-8 (RFC 8187).
 */
export function disposition(kind: 'attachment' | 'inline', name: string): string {
  // Clients decode percent signs in it, though they should not.
  const plain = name.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\%]/g, '_');
  return `${kind}; filename="${plain}"; filename*=UTF-8''${extended(name)}`;
}

/** With all escaped that RFC 8187 does not take as it is. */
function extended(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
