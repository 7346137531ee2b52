export { VerifyView as VerifyPage } from '../../features/verification/components/verify-view.tsx';
