import { useState } from 'preact/hooks';
import type { FileInfo } from '../../../chat/index.js';
import { t } from '../../../i18n/index.js';
import { Lightbox } from './lightbox.js';

/** What a picture is made of. */
export interface PictureProps {
  readonly file: FileInfo;
  /** It is no picture after all, or cannot be had. */
  readonly onBroken: () => void;
}

/** A preview in a box whose size is known before the picture is; a click shows the picture as large as it gets. */
export function Picture({ file, onBroken }: PictureProps) {
  const [open, setOpen] = useState(false);
  const source = `${file.url}?inline=1`;
  return (
    <>
      <button
        type="button"
        class="picture"
        aria-label={t('openPicture', { name: file.name })}
        onClick={() => setOpen(true)}
      >
        <img src={source} alt="" loading="lazy" decoding="async" onError={onBroken} />
      </button>
      {open && <Lightbox file={file} source={source} onClose={() => setOpen(false)} />}
    </>
  );
}
