import type { SessionView } from '../../../../gateway/operator/wire.js';
import { t } from '../i18n/index.js';

/** How a session is spoken of: by its nick, or by where it is from. */
export function sessionLabel({ user, address }: Pick<SessionView, 'user' | 'address'>): string {
  return user?.nick ?? t('somebodyFrom', { address: address ?? t('noAddress') });
}
