import { useState } from 'preact/hooks';
import type { FileInfo } from '../../../chat/index.js';
import { t } from '../../../i18n/index.js';
import { Icon } from '../../icon.js';

/** What a player is made of. */
export interface PlayerProps {
  readonly file: FileInfo;
  readonly look: 'audio' | 'video';
  /** The browser cannot play it. */
  readonly onBroken: () => void;
}

/** Sound or a film; nothing of it is fetched before it is wanted. */
export function Player({ file, look, onBroken }: PlayerProps) {
  const [wanted, setWanted] = useState(false);
  if (!wanted) {
    return (
      <button type="button" class={`player player-${look}`} onClick={() => setWanted(true)}>
        <Icon name="play" />
        {t('play')}
      </button>
    );
  }
  const properties = {
    class: `player player-${look}`,
    src: `${file.url}?inline=1`,
    controls: true,
    autoplay: true,
    'aria-label': file.name,
    onError: onBroken,
  };
  return look === 'audio' ? <audio {...properties} /> : <video {...properties} />;
}
