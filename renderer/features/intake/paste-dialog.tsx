import { Button, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { Dialog } from '../../ui/dialog.tsx';

interface PasteDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onPaste: (code: string) => void;
}

/** Where the code of an offline questionnaire goes. */
export function PasteDialog({ isOpen, onClose, onPaste }: PasteDialogProps) {
  const { t } = useWords();
  const [code, setCode] = useState('');
  return (
    <Dialog
      isOpen={isOpen}
      title={t('intake.paste')}
      onClose={onClose}
      actions={
        <>
          <Button
            type="primary"
            disabled={!/^\s*FM1\./.test(code)}
            onClick={() => {
              onPaste(code);
              setCode('');
            }}
          >
            {t('intake.import.short')}
          </Button>
          <Button onClick={onClose}>{t('intake.cancel')}</Button>
        </>
      }
    >
      <p className="muted" id="paste-help">
        {t('intake.paste.help')}
      </p>
      <Input.TextArea
        className="code"
        rows={6}
        aria-label={t('intake.paste.code')}
        aria-describedby="paste-help"
        value={code}
        onChange={({ target }) => setCode(target.value)}
      />
    </Dialog>
  );
}
