export { type AuditBook, auditBook, type Deed } from './audit-book.js';
