import { Check, Download, Play, X } from 'lucide';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FileInfo } from '../../chat/index.js';
import { language, t } from '../../i18n/index.js';
import { Icon, IconButton } from '../../ui-kit/button.js';
import { formatBytes, iconOf, presentationOf } from './media.js';

export interface LightboxProps {
  readonly file: FileInfo;
  readonly source: string;
  readonly onClose: () => void;
}

/** A picture over the whole page. Esc and a click outside the picture close it. */
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
          <Icon icon={Download} />
        </a>
        <IconButton icon={X} label={t('close')} onClick={onClose} />
      </header>
      <div class="lightbox-stage">
        <img src={source} alt={file.name} />
      </div>
    </dialog>
  );
}

export interface PictureProps {
  readonly file: FileInfo;
  /** Called if the picture cannot be shown. */
  readonly onBroken: () => void;
}

/** A preview of fixed size; a click opens the lightbox. */
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

export interface PlayerProps {
  readonly file: FileInfo;
  readonly look: 'audio' | 'video';
  /** Called if the browser cannot play it. */
  readonly onBroken: () => void;
}

/** A media player; the file is fetched only when the user plays it. */
export function Player({ file, look, onBroken }: PlayerProps) {
  const [wanted, setWanted] = useState(false);
  if (!wanted) {
    return (
      <button type="button" class={`player player-${look}`} onClick={() => setWanted(true)}>
        <Icon icon={Play} />
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

/** The server has verified the checksum sent by the uploader. */
function Checked({ sha256 }: { readonly sha256: string }) {
  if (sha256 === '') return null;
  const label = t('checksum', { sum: sha256 });
  return (
    <span class="file-checked" role="img" aria-label={t('checked')} title={label}>
      <Icon icon={Check} size={13} />
    </span>
  );
}

/** A received file with its size and a download link. */
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
            <Icon icon={iconOf(mediaType)} size={20} />
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
          <Icon icon={Download} />
        </a>
      </div>
      {(look === 'audio' || look === 'video') && <Player file={file} look={look} onBroken={() => setBroken(true)} />}
    </div>
  );
}
