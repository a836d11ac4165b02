import type { GapItem, NoticeItem, NoticeText } from '../../../chat/index.js';
import { faultText, t } from '../../../i18n/index.js';

function Line({ said }: { readonly said: NoticeText }) {
  if ('phrase' in said) return <div dir="auto">{t(said.phrase, said.values)}</div>;
  if (!('code' in said)) return <div dir="auto">{said.text}</div>;
  return (
    <div>
      {faultText(said)} <code>{said.code}</code>
    </div>
  );
}

/** A line for this reader only. */
export function NoticeRow({ item }: { readonly item: NoticeItem }) {
  return (
    <div class={`notice notice-${item.tone}`}>
      {item.texts.map((said, at) => (
        <Line key={at} said={said} />
      ))}
    </div>
  );
}

/** Where messages are missing that cannot be had any more. */
export function GapRow({ item }: { readonly item: GapItem }) {
  const { missed } = item;
  return (
    <div class="gap">
      <span>{missed === undefined ? t('gapUnknown') : t('gapSome', { n: missed })}</span>
    </div>
  );
}
