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
  if (!isOpen) return null;
  return (
    <Dialog title={t('intake.paste')} closeWord={t('intake.cancel')} onClose={onClose}>
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
      <div className="actions">
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
      </div>
    </Dialog>
  );
}
