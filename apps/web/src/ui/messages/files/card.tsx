import { useState } from 'preact/hooks';
import type { FileInfo } from '../../../chat/index.js';
import { language, t } from '../../../i18n/index.js';
import { Icon } from '../../icon.js';
import { formatBytes } from './bytes.js';
import { iconOf, presentationOf } from './media.js';
import { Picture } from './picture.js';
import { Player } from './player.js';

/** The server has compared what came with what the sender had: they are the same. */
function Checked({ sha256 }: { readonly sha256: string }) {
  if (sha256 === '') return null;
  const label = t('checksum', { sum: sha256 });
  return (
    <span class="file-checked" role="img" aria-label={t('checked')} title={label}>
      <Icon name="check" size={13} />
    </span>
  );
}

/** A file that was sent: what it is, how large, and how to have it. */
export function FileCard({ file }: { readonly file: FileInfo }) {
  const { url, name, size, mediaType, sha256 } = file;
  const [broken, setBroken] = useState(false);
  const look = broken ? 'file' : presentationOf(file);
  return (
    <div class="file-message">
      {look === 'picture' && <Picture file={file} onBroken={() => setBroken(true)} />}
      <div class={look === 'picture' ? 'file-card file-caption' : 'file-card'}>
        {look !== 'picture' && (
          <span class="file-icon">
            <Icon name={iconOf(mediaType)} size={20} />
          </span>
        )}
        <span class="file-facts">
          <span class="file-name" dir="auto" title={name}>
            {name}
          </span>
          <span class="file-about">
            {formatBytes(size, language.value)}
            <Checked sha256={sha256} />
          </span>
        </span>
        <a
          class="icon-button"
          href={url}
          download={name}
          aria-label={t('download', { name })}
          title={t('download', { name })}
        >
          <Icon name="download" />
        </a>
      </div>
      {(look === 'audio' || look === 'video') && <Player file={file} look={look} onBroken={() => setBroken(true)} />}
    </div>
  );
}
