import { Pause, Play, RotateCcw, X } from 'lucide';
import { abortUpload, pauseUpload, resumeUpload, retryUpload, type UploadItem } from '../../chat/index.js';
import { faultText, language, t } from '../../i18n/index.js';
import { Icon, IconButton } from '../../ui-kit/button.js';
import { useChat } from '../context.js';
import { formatBytes, formatShare, iconOf } from './media.js';

function stateText({ state, sent, size }: UploadItem): string {
  if (state === 'waiting') return t('uploadWaiting');
  if (state === 'checking') return t('uploadChecking');
  const values = {
    share: formatShare(sent, size, language.value),
    sent: formatBytes(sent, language.value),
    size: formatBytes(size, language.value),
  };
  return state === 'paused' ? t('uploadPaused', values) : t('uploadSending', values);
}

/** One of our uploads, with its progress and controls. */
export function UploadCard({ item }: { readonly item: UploadItem }) {
  const chat = useChat();
  const { uid, name, size, mediaType, preview, sent, state, fault } = item;
  const failed = state === 'failed';
  return (
    <div class="upload">
      <div class={`file-card upload-${state}`}>
        <span class="file-icon">
          {preview === undefined ? <Icon icon={iconOf(mediaType)} size={20} /> : <img src={preview} alt="" />}
        </span>
        <span class="file-facts">
          <span class="file-name" dir="auto" title={name}>
            {name}
          </span>
          {failed ? (
            <span class="file-about upload-fault" role="alert">
              {fault === undefined ? t('uploadFailed') : faultText(fault)}
              {fault !== undefined && <code>{fault.code}</code>}
            </span>
          ) : (
            <span class="file-about">{stateText(item)}</span>
          )}
          {!failed && (
            <progress
              class="upload-bar"
              aria-label={t('uploadOf', { name })}
              max={Math.max(1, size)}
              value={state === 'checking' ? undefined : sent}
            />
          )}
        </span>
        {(state === 'sending' || state === 'waiting') && (
          <IconButton icon={Pause} label={t('pause')} onClick={() => pauseUpload(chat, uid)} />
        )}
        {state === 'paused' && <IconButton icon={Play} label={t('resume')} onClick={() => resumeUpload(chat, uid)} />}
        {failed && <IconButton icon={RotateCcw} label={t('retry')} onClick={() => retryUpload(chat, uid)} />}
        <IconButton icon={X} label={t(failed ? 'discard' : 'cancelUpload')} onClick={() => abortUpload(chat, uid)} />
      </div>
    </div>
  );
}
