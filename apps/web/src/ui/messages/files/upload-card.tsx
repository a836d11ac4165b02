import { abortUpload, pauseUpload, resumeUpload, retryUpload, type UploadItem } from '../../../chat/index.js';
import { faultText, language, t } from '../../../i18n/index.js';
import { useChat } from '../../context.js';
import { Icon } from '../../icon.js';
import { IconButton } from '../../icon-button.js';
import { formatBytes, formatShare } from './bytes.js';
import { iconOf } from './media.js';

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

/** A file of ours on its way, and what can be done about it. */
export function UploadCard({ item }: { readonly item: UploadItem }) {
  const chat = useChat();
  const { uid, name, size, mediaType, preview, sent, state, fault } = item;
  const failed = state === 'failed';
  return (
    <div class="upload">
      <div class={`file-card upload-${state}`}>
        <span class="file-icon">
          {preview === undefined ? <Icon name={iconOf(mediaType)} size={20} /> : <img src={preview} alt="" />}
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
          <IconButton icon="pause" label={t('pause')} onClick={() => pauseUpload(chat, uid)} />
        )}
        {state === 'paused' && <IconButton icon="play" label={t('resume')} onClick={() => resumeUpload(chat, uid)} />}
        {failed && <IconButton icon="retry" label={t('retry')} onClick={() => retryUpload(chat, uid)} />}
        <IconButton
          icon="close"
          label={t(failed ? 'discard' : 'cancelUpload')}
          onClick={() => abortUpload(chat, uid)}
        />
      </div>
    </div>
  );
}
