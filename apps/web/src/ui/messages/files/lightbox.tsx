import { useLayoutEffect, useRef } from 'preact/hooks';
import type { FileInfo } from '../../../chat/index.js';
import { language, t } from '../../../i18n/index.js';
import { Icon } from '../../icon.js';
import { IconButton } from '../../icon-button.js';
import { formatBytes } from './bytes.js';

/** What a lightbox is made of. */
export interface LightboxProps {
  readonly file: FileInfo;
  readonly source: string;
  readonly onClose: () => void;
}

/** A picture over the whole page. Esc, and a click beside the picture, close it. */
export function Lightbox({ file, source, onClose }: LightboxProps) {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = element;
    current?.showModal();
    return () => current?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the keyboard's way, and the element has it already.
    <dialog
      ref={element}
      class="lightbox"
      aria-label={file.name}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={({ target }) => {
        if (!(target instanceof HTMLImageElement) && !(target as Element).closest('.lightbox-head')) onClose();
      }}
    >
      <header class="lightbox-head">
        <span class="file-name" dir="auto">
          {file.name}
        </span>
        <span class="aside">{formatBytes(file.size, language.value)}</span>
        <span class="push" />
        <a
          class="icon-button"
          href={file.url}
          download={file.name}
          aria-label={t('download', { name: file.name })}
          title={t('download', { name: file.name })}
        >
          <Icon name="download" />
        </a>
        <IconButton icon="close" label={t('close')} onClick={onClose} />
      </header>
      <div class="lightbox-stage">
        <img src={source} alt={file.name} />
      </div>
    </dialog>
  );
}
