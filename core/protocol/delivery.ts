import type { Delivery, ServerEvent, ServerEvents } from './events.js';

/** The events that are not assured. */
const deliveries: { readonly [T in keyof ServerEvents]?: Delivery } = { typing: 'latest', presence: 'latest' };

/** What is usual for events of a type. */
export function deliveryOf(type: ServerEvent['type']): Delivery {
  return deliveries[type] ?? 'assured';
}

/** Whether a client that misses even the latest of such events knows something that is no longer true. */
export function isState({ type }: ServerEvent): boolean {
  return type === 'presence';
}

/** Two events with the same slot say the same thing at different times: only the later one matters. */
export function slotOf(event: ServerEvent): string {
  const room = 'room' in event ? event.room : '';
  const user = 'user' in event ? event.user.id : '';
  return `${event.type} ${room} ${user}`;
}
