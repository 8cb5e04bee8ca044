import type { ReactNode } from 'react';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { ProblemNote } from './ProblemNote';

interface ConfirmDialogProps {
  title: string;
  /** What will be different afterwards, for whom. */
  children: ReactNode;
  action: string;
  isBusy: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, children, action, isBusy, error, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div>{children}</div>
      {error !== null && <ProblemNote error={error} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="danger" isBusy={isBusy} onClick={onConfirm}>{action}</Button>
      </div>
    </Dialog>
  );
}
