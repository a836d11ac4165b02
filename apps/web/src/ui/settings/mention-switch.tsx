import { useSignal } from '@preact/signals';
import { t } from '../../i18n/index.js';
import { mentionNotifications } from '../taste.js';
import { Switch } from './switch.js';

/** Whether the system tells of mentions. The browser is asked only when somebody switches it on. */
export function MentionSwitch() {
  const blocked = useSignal('Notification' in window ? Notification.permission === 'denied' : true);
  const change = async (on: boolean) => {
    if (!on) {
      mentionNotifications.value = undefined;
      return;
    }
    const answer = await Notification.requestPermission();
    blocked.value = answer === 'denied';
    mentionNotifications.value = answer === 'granted' ? 'on' : undefined;
  };
  return (
    <>
      <Switch
        key={String(blocked.value)}
        label={t('notifyMentions')}
        on={mentionNotifications.value === 'on' && !blocked.value}
        disabled={blocked.value}
        onChange={(on) => void change(on)}
      />
      {blocked.value && <p class="aside">{t('notifyBlocked')}</p>}
    </>
  );
}
