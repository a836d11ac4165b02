/** Whether a host is this machine by its name: `localhost`, 127.0.0.0/8, ::1. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/.test(host);
}
