-- What the service's login may and may not do to single objects; to be run after each migration.
-- sqlcmd -I -b -i rights.sql -v Database=...      Safe to run again.
USE [$(Database)];
GO
-- Drawing customer ids.
GRANT UPDATE ON OBJECT::[dbo].[CustomerIds] TO [customersearch_service];
-- A record is written once. Who wants to change one needs another login, and leaves traces there.
DENY UPDATE, DELETE ON OBJECT::[dbo].[Record] TO [customersearch_service];
DENY DELETE ON OBJECT::[dbo].[ChainHead] TO [customersearch_service];
GO
