export { OpenCaseForm as OpenCasePage } from '../../features/opening/components/open-case-form.tsx';
