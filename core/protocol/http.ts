const requestLine = /^(?:GET|POST|PUT|HEAD|OPTIONS|PATCH|DELETE|CONNECT|TRACE) \S+ HTTP\/\d/;

/**
 * Whether somebody's first words are those of a browser (RFC 9112, section 3): a web page can make one post to any port, and what
 * it posts is no person's. For dialects on wires without a handshake.
 */
export function isHttpRequest(first: string): boolean {
  return requestLine.test(first);
}
